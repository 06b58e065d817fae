"""From the content of forms to workbooks, by the office’s own template."""
