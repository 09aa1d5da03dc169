/** Planted mistakes in the Python pieces, each of which the exhaustive tests have to find. */

import type { tested } from '../exhaustive/run-on.js';

type Piece = (typeof tested)[number];

export interface Mutant {
  /** What is wrong, as the end of "finds ...". */
  readonly what: string;
  readonly piece: Piece;
  /** Occurs once in the modules of the piece. */
  readonly from: string;
  readonly to: string;
}

export const mutants: readonly Mutant[] = [
  ...of('errors', [
    [
      'a division by the length of two empty texts',
      'max(len(text) + len(other), 1)',
      '(len(text) + len(other))',
    ],
    ['names that are not cut', 'if len(text) > LONGEST:', 'if len(text) > 10**9:'],
    ['a name cut that just fits', 'if len(text) > LONGEST:', 'if len(text) >= LONGEST:'],
    ['control characters as they are', 'return text.translate(CONTROLS)', 'return text'],
    ['C1 controls as they are', '(*range(32), *range(127, 160))', '(*range(32), 127)'],
    ['an id of an existing one that is not cut', '(ID: {_show(existing_id)})', '(ID: {existing_id})'],
    ['a field that is not cut', "field '{_show(field_name)}'", "field '{field_name}'"],
    ['a parameter that is not cut', "'{_show(param_name)}'", "'{param_name}'"],
    ['case that counts', 'text = wanted.lower()', 'text = wanted'],
    ['a lower threshold', 'SIMILAR = 0.65', 'SIMILAR = 0.45'],
    ['a higher threshold', 'SIMILAR = 0.65', 'SIMILAR = 0.85'],
    ['suggestions far behind the best', 'NEARLY_AS_SIMILAR = 0.15', 'NEARLY_AS_SIMILAR = 0.9'],
    ['only the very best', 'NEARLY_AS_SIMILAR = 0.15', 'NEARLY_AS_SIMILAR = 0.0'],
    ['a start of two letters', 'PREFIX_LENGTH = 3', 'PREFIX_LENGTH = 2'],
    ['a start that does not count', 'name.startswith(text)', 'False'],
    [
      'letters that are counted in any order',
      'unmatched & places.get(letter, 0)',
      '(1 << 70) & places.get(letter, 0)',
    ],
    ['the least similar first', 'reverse=True', 'reverse=False'],
    ['a limit of zero that is none', 'max(max_suggestions, 0)', 'max_suggestions or None'],
    ['one name listed too few', 'names[:SHOWN]', 'names[: SHOWN - 1]'],
    ['names listed twice', 'list(dict.fromkeys(map(_show, available)))', 'list(map(_show, available))'],
    ['an id of zero that is none', 'if existing_id is None else', 'if not existing_id else'],
    ['keys that become keies', 'not in "aeiou"', 'not in ""'],
    ['the value in the message', 'got = type(value).__name__', 'got = repr(value)'],
  ]),
  ...of('responses', [
    ['counts that metadata can change', '{**metadata, **counts}', '{**counts, **metadata}'],
    ['the message in the log', '"error: %s", error_code', '"error: %s", message'],
    ['a record from the wrong line', 'action, stacklevel=2', 'action, stacklevel=1'],
    ['another level', 'logger.warning(', 'logger.info('],
    ['members that are lost', '            **members,\n', ''],
    [
      'an error that is changed',
      'title = error["error_code"]',
      'error["status"] = "x"; title = error["error_code"]',
    ],
    ['a title in the form of the code', '.replace("_", " ")', ''],
    [
      'a timestamp of whole seconds',
      '"data": data,\n            "metadata": metadata,\n            "timestamp": time.time()',
      '"data": data,\n            "metadata": metadata,\n            "timestamp": int(time.time())',
    ],
  ]),
  ...of('validation', [
    [
      'an item that is shown',
      `problem = "an empty key" if separator else "no '='"`,
      `problem = "an empty key" if separator else f"{item!r}"`,
    ],
    ['a key that is not cut', "'{key[:LONGEST]}'", "'{key}'"],
    ['a key that may repeat', 'if key in made:', 'if False:'],
    ['infinities from large numbers', 'parse_float=_read_number', 'parse_float=float'],
    ['NaN', 'parse_constant=_read_number', 'parse_constant=float'],
    ['JSON too deep to read', '(ValueError, RecursionError)', 'ValueError'],
    [
      'an error that drags its cause along',
      'raise ValueError(message) from None\n    message = f"{problem} {type',
      'raise ValueError(message)\n    message = f"{problem} {type',
    ],
    ['defaults that are not read', 'bound.apply_defaults()', 'None'],
    ['None that is read', 'if value is not None:', 'if True:'],
    ['falsy values that are not read', 'if value is not None:', 'if value:'],
    ['keywords that are not read where they are collected', 'values = values[self._extra]', 'continue'],
    ['classes that are decorated', 'isinstance(given, type) or not', 'not'],
    [
      'what is no function and is decorated',
      'isinstance(given, type) or not callable(given)',
      'isinstance(given, type)',
    ],
    ['class methods that are not unwrapped', 'in (classmethod, staticmethod)', 'in (staticmethod,)'],
    ['static methods that are not unwrapped', 'in (classmethod, staticmethod)', 'in (classmethod,)'],
    ['unknown parameters', 'for name in formats:\n            self._require(name, single)', 'pass'],
    ['what collects arguments as a parameter', 'and name not in self._signature.parameters', ''],
    ['wrong formats', 'if expected not in list(InputFormat):', 'if False:'],
    [
      'functions that lose what they are',
      'functools.wraps(func)(_match_kind(func, call))',
      'functools.wraps(func)(call)',
    ],
    ['names that are lost', 'functools.wraps(func)(_match_kind(func, call))', '_match_kind(func, call)'],
    ['a generator whose result is lost', 'return (yield from generator)', 'yield from generator'],
    [
      'an async generator that gets nothing sent',
      'step, given = "send", (yield value)',
      'step, given = "send", None\n                    yield value',
    ],
    ['an async generator that gets nothing thrown', 'step, given = "throw", error', 'raise'],
    ['an async generator that is not closed', 'await generator.aclose()', 'pass'],
    ['the name of the function that is lost', 'message = f"{self._name}() {error}"', 'message = f"{error}"'],
    [
      'blanks that stay',
      '(part.strip() for part in text.partition("="))',
      '(part for part in text.partition("="))',
    ],
    ['values cut at the last equals sign', 'text.partition("=")', 'text.rpartition("=")'],
    ['tuples that are refused', 'list: _read_pairs, tuple: _read_pairs', 'list: _read_pairs'],
    ['dicts that are copied', 'dict: lambda value: value', 'dict: lambda value: dict(value)'],
  ]),
  ...of('persistence', [
    ['attributes that are not copied', 'return {**vars(owner), **found}', 'return vars(owner)'],
    ['attributes in slots that are left out', 'return {**vars(owner), **found}', 'return dict(vars(owner))'],
    ['a state that is taken without the turn', 'record.alone(self.__save)', 'self.__save()'],
    [
      'no look at the start of a transaction',
      'if file.unloaded or file.version() not in file.versions:',
      'if False:',
    ],
    [
      'a temp file that is followed',
      'temp.unlink()\n    return open_file(temp, "xb")',
      'return open_file(temp, "wb")',
    ],
    ['a temp file of somebody else', 'if not status.st_nlink:', 'if False:'],
    ['a lock file that is followed', 'flags |= _NO_LINK', 'pass'],
    ['times that stay', 'os.utime(fd, ns=(now, now))', 'pass'],
    ['times that go back', 'now = previous.st_mtime_ns + 1_000', 'pass'],
    ['contents that do not count', '0 if fine else zlib.crc32(data)', '0'],
    ['keys that become text', '    _check_keys(state, text.count("{"))\n', ''],
    [
      'keys of a flat state that become text',
      '        _check_keys(state, 1)\n        return',
      '        return',
    ],
    ['keys that are not looked at below the top', 'text.count("{")', '1'],
    ['a dict that is looked at while it changes', 'list(chain(*map', '(chain(*map'],
    ['a transaction that is joined too late', 'record.transaction, gone = None,', 'gone ='],
    ['access lists that are lost', 'os.setxattr(fd, _ACL, os.getxattr(target, _ACL))', 'pass'],
    ['access lists of the folder that stay', 'os.removexattr(fd, _ACL)', 'pass'],
    ['access that is widened', 'mode &= ~stat', 'mode |= 0 & ~stat'],
    ['a version that is noted late', '            announce(version)\n', ''],
    ['keys that are set whatever they name', 'or key in record.names.fixed', ''],
    ['a copy that shares the record', 'if record.owner() is not owner:', 'if False:'],
    ['a cached property that stays', 'gone | names.computed', 'gone'],
    [
      'a failed load that stays',
      '            record.names.put_back(self, before)\n            raise',
      '            raise',
    ],
    [
      'deletions that waiting saves do not mind',
      '            self.file.delete()\n            self.note_replaced()',
      '            self.file.delete()',
    ],
    ['a save that is shared once its state is taken', 'record.shared = record.shared[0], None', 'pass'],
    ['a save that is not shared', 'elif count == self.replaced:', 'elif False:'],
    ['a save of memory that is gone, shared', 'elif count == self.replaced:', 'elif count is not None:'],
    ['a save that minds no reload', 'if record.replaced != replaced:', 'if False:'],
    ['a save that another thread goes on with', 'if seen < self.replaced:', 'if False:'],
  ]),
];

function of(piece: Piece, table: readonly (readonly [string, string, string])[]): readonly Mutant[] {
  return table.map(([what, from, to]) => ({ piece, what, from, to }));
}
