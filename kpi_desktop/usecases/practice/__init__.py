"""Playing the departments: the sample cycle and planted defects."""
