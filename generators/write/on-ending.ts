/** What a run does while it holds a project: it shows that it lives, and leaves nothing behind when it is ended. */

interface Duties {
  /** Shows runs elsewhere that this one lives. */
  readonly beat: () => void;
  /** Leaves nothing behind. */
  readonly end: () => void;
  /** Tells the user how things stand. */
  readonly say: () => void;
}

const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Returns what ends these duties. The process then ends of the signal itself, as it would have without us. */
export function onEnding({ beat, end, say }: Duties): () => void {
  const heart = setInterval(beat, 1000).unref();
  const stop = () => {
    clearInterval(heart);
    process.off('exit', end);
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    end();
    say();
    process.kill(process.pid, signal);
  };
  process.once('exit', end);
  for (const signal of signals) process.once(signal, onSignal);
  return stop;
}
