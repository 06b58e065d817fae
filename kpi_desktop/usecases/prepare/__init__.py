"""What goes out: workspace, master data, template, forms, mails."""
