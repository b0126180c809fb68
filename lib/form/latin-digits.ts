/** The zero of each script whose digits people type: the other nine follow it in Unicode. */
const ZEROS = [...'٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐０'].map((zero) => zero.charCodeAt(0))

/** Converts the digits of other scripts, and of full-width keyboards, to 0–9. */
export function latinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.charCodeAt(0)
    const zero = ZEROS.find((it) => code >= it && code <= it + 9)
    return zero === undefined ? digit : String(code - zero)
  })
}
