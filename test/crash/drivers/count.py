"""Save one number after the other, for ever, until killed."""

import sys

from subject import Subject, save, say

counter = Subject(sys.argv[2])
say("LOADED", counter.value)
number = counter.value or 0
while True:
    number += 1
    save(counter, number)
    say("ACK", number)
