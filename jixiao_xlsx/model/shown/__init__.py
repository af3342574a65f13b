"""What a number format makes people see of a number: `4800` as 0.4800, `202` as 000202, `0.955` as 95.5%."""

from jixiao_xlsx.model.shown.code import only_dresses
from jixiao_xlsx.model.shown.render import seen_of, shown_number, shows_moment

__all__ = ["only_dresses", "seen_of", "shown_number", "shows_moment"]
