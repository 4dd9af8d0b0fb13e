"""What enrolment prints: agreements, slips, lists."""
