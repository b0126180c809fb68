const graphemes = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null

/** The characters of a text as a person counts them: a letter with its accents is one, and so is an emoji. */
export function countCharacters(text: string): number {
  return graphemes ? [...graphemes.segment(text)].length : [...text].length
}
