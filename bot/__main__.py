"""`python -m bot` is `parbot`."""

import sys

from bot.cli import main

sys.exit(main())
