/** A state that zod, valibot or arktype describes: what does not pass is refused with its path, and the file is kept. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { type } from 'arktype';
import * as v from 'valibot';
import { z } from 'zod';

import type { StateSchema } from './stateful-object.ts';
import { StatefulObject, StateNotLoadedError } from './stateful-object.ts';

interface Servers {
  servers: { name: string; port: number }[];
}

abstract class Registry extends StatefulObject<Servers> {
  servers: Servers['servers'] = [];

  protected override getState(): Servers {
    return { servers: this.servers };
  }

  protected override setState(state: Servers): void {
    this.servers = state.servers;
  }
}

const inZod = z.object({ servers: z.array(z.object({ name: z.string(), port: z.int().positive() })) });
const inValibot = v.object({
  servers: v.array(v.object({ name: v.string(), port: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
});
const inArktype = type({ servers: type({ name: 'string', port: 'number.integer > 0' }).array() });

class WithZod extends Registry {
  protected override readonly schema: typeof inZod = inZod;
}

class WithValibot extends Registry {
  protected override readonly schema: typeof inValibot = inValibot;
}

class WithArktype extends Registry {
  protected override readonly schema: typeof inArktype = inArktype;
}

class Trimming extends Registry {
  // What the schema makes of a state is the state.
  protected override readonly schema: StateSchema<Servers> = z.object({
    servers: z.array(z.object({ name: z.string().trim(), port: z.coerce.number() })),
  });
}

class OfAnotherType extends Registry {
  // @ts-expect-error A schema of another type than the state's does not compile.
  protected override readonly schema: StateSchema<{ servers: string }> = z.object({ servers: z.string() });
}

async function withFile(text: string, test: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  try {
    writeFileSync(join(folder, 'state.json'), text);
    await test(join(folder, 'state.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const GOOD = '{"servers": [{"name": "web", "port": 80}]}';
const BAD = '{"servers": [{"name": "web", "port": 80}, {"name": "db", "port": -1}, {"port": 1}]}';

const kinds: Readonly<Record<string, (file: string) => Promise<Registry>>> = {
  zod: (file) => WithZod.open(file),
  valibot: (file) => WithValibot.open(file),
  arktype: (file) => WithArktype.open(file),
};

describe('a state with a schema of', () => {
  for (const [name, open] of Object.entries(kinds)) {
    it(`${name} is loaded if it passes, and saved again`, () =>
      withFile(GOOD, async (file) => {
        const registry = await open(file);
        registry.servers[0]?.port.toFixed();
        registry.servers.push({ name: 'db', port: 5432 });
        await registry.saveState();
        assert.deepEqual((await open(file)).servers, registry.servers);
      }));

    it(`${name} is refused with the paths if it does not, and the file is kept`, () =>
      withFile(BAD, async (file) => {
        await assert.rejects(open(file), (error) => {
          assert.ok(error instanceof StateNotLoadedError);
          assert.match(
            error.message,
            /does not pass the schema at servers\.1\.port, servers\.2\.name: it is kept/,
          );
          return true;
        });
        assert.equal(readFileSync(file, 'utf8'), BAD);
      }));
  }

  it('zod is what it makes of it', () =>
    withFile('{"servers": [{"name": " web ", "port": "80"}]}', async (file) => {
      assert.deepEqual((await Trimming.open(file)).servers, [{ name: 'web', port: 80 }]);
    }));

  it('another type than the state’s does not compile, and is refused when it runs', () =>
    withFile(GOOD, async (file) => {
      await assert.rejects(OfAnotherType.open(file), /at servers/);
    }));
});
