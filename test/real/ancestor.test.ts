/** State files as the helpers of chora-base v2.1 wrote them: the guide says that they need nothing. */

import assert from 'node:assert/strict';
import { readPage } from '../docs/read-page.js';
import { runPage } from '../docs/run-page.js';

const states: Readonly<Record<string, string>> = {
  'a flat state': '{"count": 3, "theme": "dark", "last": null, "on": true}',
  'a nested state': '{"servers": {"web": {"ports": [80, 443], "tags": {}}, "api": {}}, "pending": [[], {}]}',
  'an empty state': '{}',
  'text beyond ASCII': '{"greeting": "Hello 世界 🌍 é", "escapes": "\\"\\\\\\n\\u0000\\udce9"}',
  'large and small numbers': '{"numbers": [12345678901234567890123, -0.0, 1e300, 5e-324, 0.1]}',
  'keys that are no names': '{"user name": 1, "für": 2, "": 3, "1": 4}',
};

/** How v2.1 saves: the call of json.dump in its _save_state. */
const check = (state: string) => `
import json
from pathlib import Path

from acme.utils import StatefulObject

state = json.loads(${JSON.stringify(state)})
file = Path("state.json")
with file.open("w") as opened:
    json.dump(state, opened, indent=2, sort_keys=True)
written = file.read_bytes()
holder = StatefulObject(file)
holder._get_state() == state  # -> True
file.read_bytes() == written  # -> True
holder._save_state()
json.loads(file.read_text("utf-8")) == state  # -> True
`;

describe('a state file of chora-base v2.1', () => {
  for (const [what, state] of Object.entries(states)) {
    it(`with ${what} is loaded unchanged, and stays as it is until the next save`, () => {
      const text = `# Title\n\n\`\`\`python${check(state)}\`\`\`\n`;
      assert.deepEqual([...runPage(readPage({ name: 'ancestor.md', text })).values()], [null]);
    });
  }
});
