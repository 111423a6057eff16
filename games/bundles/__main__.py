"""``python -m games.bundles``: the JSON Schema of the file, as it stands in the documentation."""

import json
import sys

from games.bundles.shape import json_schema

if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
