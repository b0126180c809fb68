/**
 * Suggestions for a picture or file that is not accepted, as texts of the API. The screens have translations under
 * `capture.preview.suggestions.<name>` and `capture.failures.<code>`.
 */
export const SUGGESTIONS = {
  light: 'Use better lighting',
  soft: 'Use softer light, without a flash',
  sharp: 'Avoid blurry images',
  readable: 'Ensure all text is readable',
  original: 'Move closer, or choose a larger picture',
  plain: 'Lay the document on a plain, darker surface and let it fill the picture',
  whole: 'Keep all four corners of the document in the picture',
  closer: 'Move closer until the document fills the picture',
  glare: 'Tilt the document until the reflection is gone',
  face: 'Look straight into the camera, without a hat or sunglasses',
  alone: 'Be alone in the picture',
  turn: 'Turn the document over and show its other side',
  fresh: 'Take a new picture: this one was sent back',
  different: 'Choose another document: this one is shown already',
  itself: 'Take a photo of the document itself',

  newPhoto: 'Take a new photo',
  photoInstead: 'Take a photo instead',
  photoOfPage: 'Take a photo of the page instead',
  fewerPages: 'Send fewer pages',
  asPdf: 'Save the file as PDF',
  originalFile: 'Choose the original file',
  withoutPassword: 'Save it without a password',
} as const
export type Suggestion = keyof typeof SUGGESTIONS

/** The texts of suggestions, for an error body. */
export function suggestionTexts(suggestions: readonly Suggestion[]): string[] {
  return suggestions.map((suggestion) => SUGGESTIONS[suggestion])
}
