"""Run a command, and print its time in seconds and its peak memory in KiB: MEASURE.py COMMAND..."""

import resource
import subprocess
import sys
import time

start = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, stdin=subprocess.DEVNULL)
seconds = time.perf_counter() - start
if done.returncode != 0:
    sys.exit(done.stderr.decode())
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
