/** One sentence at a time, since when; times are in milliseconds, of any one clock. */
export type Saying<Instruction extends string> = { readonly instruction: Instruction; readonly since: number } | null

/** A sentence is heard out before the next, and said only when several frames ask for it. */
const SAID_FOR = 900
const ASKED_FOR = 250

/** What is said next, when the frames ask for `asked`; `HOLD` waits for nothing to be heard out. */
export function saidNext<Instruction extends string>(
  said: Saying<Instruction>,
  asked: NonNullable<Saying<Instruction>>,
  now: number,
): Saying<Instruction> {
  if (said === null) return { instruction: asked.instruction, since: now }
  if (said.instruction === asked.instruction) return said
  const heard = now - said.since >= SAID_FOR || asked.instruction === 'HOLD'
  return heard && now - asked.since >= ASKED_FOR ? { instruction: asked.instruction, since: now } : said
}
