"""``python -m bmp_networks``: the command line, for those whose system does not find ``bmp-networks``."""

from bmp_networks.cli import main

main()
