"""Number series, their lines, and what a record needs to be numbered by them."""

from setup.numbering.models.lines import NumberSeriesLine
from setup.numbering.models.records import NumberedRecord
from setup.numbering.models.series import NumberSeries, NumberSeriesRelationship

__all__ = ["NumberSeries", "NumberSeriesLine", "NumberSeriesRelationship", "NumberedRecord"]
