/** Programs that tests run decide about colours by themselves, whatever the shell around wants. */

for (const name of ['FORCE_COLOR', 'NO_COLOR', 'CLICOLOR_FORCE']) delete process.env[name];
