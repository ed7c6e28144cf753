"""Number series and their lines."""

from setup.numbering.models.lines import NumberSeriesLine
from setup.numbering.models.series import NumberSeries, NumberSeriesRelationship

__all__ = ["NumberSeries", "NumberSeriesLine", "NumberSeriesRelationship"]
