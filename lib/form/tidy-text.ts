/** What people type and paste as text: what of it counts, what is dropped in silence, and what is refused. */

/** Anything that leaves a mark. Spaces, controls, fillers and accents without a letter do not. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/u

/** Whether nobody would see anything of this text: then it is no answer. */
export function isInvisible(text: string): boolean {
  return !VISIBLE.test(text)
}

/** Reordering of what follows, halves of characters, and what stands for something lost: no reviewer reads it rightly. */
const REFUSED = String.raw`\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFD`
/** What a line of text, and a text of several lines, consist of. */
export const LINE = new RegExp(`^[^${REFUSED}]*$`, 'u')
export const LINES = new RegExp(`^(?:[\\n\\r\\t\\u2028\\u2029]|[^${REFUSED}])*$`, 'u')

const LINE_BREAK = /\r\n?|[\u2028\u2029]/g
/** Invisible, and without a part in the spelling of any word. Variation selectors have one, in Japanese and Mongolian. */
const MEANINGLESS =
  /[\u00AD\u061C\u17B4\u17B5\u200B\u200E\u200F\u2060-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]/gu
/**
 * Joiners spell words in Persian and in the scripts of India (UTS 55), and make emoji of several. They mean nothing at
 * the beginning of a word, after letters that never join, and the non-joiner nothing at the end.
 */
const IDLE_JOINERS = [
  /(^|[^\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]+/gu,
  /([\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}])[\u200C\u200D]+/gu,
  /()\u200C+(?![\p{L}\p{M}])/gu,
]

/** Text as it is stored: composed (NFC), with plain line breaks, trimmed, and without what cannot be seen. */
export function tidyText(text: string): string {
  const plain = text.normalize('NFC').replace(LINE_BREAK, '\n').replace(MEANINGLESS, '')
  return IDLE_JOINERS.reduce((tidied, idle) => tidied.replace(idle, '$1'), plain).trim()
}
