/**
 * Why the screens cannot be used in the place where they were opened. Each has a title and a text under `place.<code>`.
 * `fix`: what whoever runs that place has to set; integrators and operators read it, in any language.
 */
export const PLACE_PROBLEMS = {
  /** A sandboxed frame that has no origin, so it keeps no session, or that may send no form. */
  FRAME_SEALED: {
    fix: '<iframe sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox">',
  },
  /** A page that is not among those that may embed the screens. */
  FRAME_REFUSED: { fix: 'KYC_FRAME_ANCESTORS' },
  /** A request under another host than its page's. */
  ORIGIN_REFUSED: { fix: 'KYC_PUBLIC_URL' },
  /** Plain HTTP, where browsers keep no session. */
  INSECURE_PAGE: { fix: 'https://' },
  /** A browser that keeps no cookies at all. */
  COOKIES_BLOCKED: { fix: null },
  SCRIPTS_BLOCKED: { fix: '<iframe sandbox="allow-scripts …">' },
} as const satisfies Record<string, { fix: string | null }>
export type PlaceProblem = keyof typeof PLACE_PROBLEMS
