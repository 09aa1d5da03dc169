"""Run a command in a terminal of its own: IN-TERMINAL.py TEXT KEYS COMMAND...; send KEYS once TEXT was shown.

With MEANWHILE in the environment, that is run by a shell before the keys are sent. Prints one JSON object:
the output, the exit status as a shell sees it, and what came after the keys.
"""

import json
import os
import pty
import select
import subprocess
import sys
import time

text, keys, *command = sys.argv[1:]

child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)

output = b""
sent_at = None
deadline = time.monotonic() + 90
while time.monotonic() < deadline:
    if not select.select([terminal], [], [], 0.1)[0]:
        continue
    try:
        data = os.read(terminal, 65536)
    except OSError:  # the terminal is closed: the command is done
        break
    if not data:
        break
    output += data
    if sent_at is None and text.encode() in output:
        time.sleep(0.5)
        if "MEANWHILE" in os.environ:
            subprocess.run(os.environ["MEANWHILE"], shell=True, check=True, stdout=2)
        sent_at = len(output)
        os.write(terminal, keys.encode().decode("unicode_escape").encode())
else:
    os.kill(child, 9)

status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(
    json.dumps(
        {
            "status": 128 - status if status < 0 else status,
            "output": output.decode(errors="replace"),
            "after": output[sent_at or 0 :].decode(errors="replace"),
        }
    )
)
