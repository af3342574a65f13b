"""All mistakes, family by family."""

from __future__ import annotations

from whole_way.matrix.looked_at import BEHIND_PLANTS
from whole_way.matrix.planting import Plant
from whole_way.matrix.rules_and_indicators import R_PLANTS, T_PLANTS
from whole_way.matrix.texts_money_scores import C_PLANTS, G_PLANTS
from whole_way.matrix.typed_values import V_PLANTS

PLANTS: tuple[Plant, ...] = (*V_PLANTS, *BEHIND_PLANTS, *R_PLANTS, *T_PLANTS, *G_PLANTS, *C_PLANTS)
