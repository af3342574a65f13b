"""Form + year → grid: merges, addresses and spans are derived here, once, and nowhere else."""

from jixiao_xlsx.sheet.layout.lay_out import lay_out

__all__ = ["lay_out"]
