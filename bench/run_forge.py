"""One whole run of xbrl-forge, by the Python of the environment that it is installed in: JSON in,
package out."""

import json
import sys
from pathlib import Path

from xbrl_forge import create_xbrl, load_input_data  # type: ignore[import-not-found]

data = load_input_data(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
print(create_xbrl([data]).create_package(sys.argv[2], True))
