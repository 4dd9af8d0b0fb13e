"""Process 10: indicators, signals, inspections, cases, surveys, reports."""
