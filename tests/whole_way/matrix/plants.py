"""All mistakes, family by family."""

from __future__ import annotations

from whole_way.matrix.empty_contents import CONTENTS_PLANTS
from whole_way.matrix.looked_at import BEHIND_PLANTS
from whole_way.matrix.planting import Plant
from whole_way.matrix.reviewed import REVIEW_PLANTS
from whole_way.matrix.rules_and_indicators import R_PLANTS, T_PLANTS
from whole_way.matrix.structure_frame import FRAME_PLANTS
from whole_way.matrix.sums_and_sizes import MONEY_PLANTS
from whole_way.matrix.texts_money_scores import C_PLANTS, G_PLANTS
from whole_way.matrix.typed_values import V_PLANTS

PLANTS: tuple[Plant, ...] = (
    *V_PLANTS,
    *BEHIND_PLANTS,
    *R_PLANTS,
    *T_PLANTS,
    *FRAME_PLANTS,
    *G_PLANTS,
    *CONTENTS_PLANTS,
    *MONEY_PLANTS,
    *C_PLANTS,
    *REVIEW_PLANTS,
)
