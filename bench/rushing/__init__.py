"""What ``bench/rush.py`` measures with: a school, servers of this machine, and many connections."""
