import { clampChroma, converter, formatHex, type Oklch, wcagContrast } from 'culori'

/** The tones that one accent gives in one theme, as `#rrggbb`. */
export type Tones = {
  /** Behind what is pressed, and in lines and marks: 3:1 against every surface. */
  accent: string
  /** Under the pointer. */
  hover: string
  /** On `accent` and on `hover`: 4.5:1. */
  ink: string
  /** A quiet ground. */
  soft: string
  /** Text in the accent: 4.5:1 on every surface and on `soft`. */
  text: string
}

/** What text and marks stand on, from the back to the front; the same as in globals.css. */
export const SURFACES = {
  light: ['oklch(0.975 0.003 260)', '#ffffff', 'oklch(0.965 0.004 260)', '#ffffff'],
  dark: ['oklch(0.17 0.012 264)', 'oklch(0.215 0.014 264)', 'oklch(0.19 0.013 264)', 'oklch(0.25 0.016 264)'],
} as const

/** WCAG 2.2: 1.4.3 for text, 1.4.11 for what is not. */
const [FOR_TEXT, FOR_MARKS] = [4.5, 3]
const STEP = 0.01
/** How far the pointer moves the tone, in OKLCH lightness. */
const HOVER = 0.06
const SOFT = { light: { l: 0.962, c: 0.018 }, dark: { l: 0.29, c: 0.055 } } as const

const toOklch = converter('oklch')

/**
 * Tones for any accent that a broker may have, legible in both themes: its hue stays, its lightness gives way as far as
 * contrast asks for it, measured on the 8-bit colours that are painted.
 * @param accent `#rrggbb`.
 */
export function tonesOf(accent: string): { light: Tones; dark: Tones } {
  const given = toOklch(accent)
  if (!given) throw new Error(`No colour: ${accent}`)
  return { light: tonesIn('light', given), dark: tonesIn('dark', given) }
}

function tonesIn(theme: 'light' | 'dark', given: Oklch): Tones {
  const surfaces = SURFACES[theme]
  const away = theme === 'light' ? -STEP : STEP
  const accent = until(given, away, (tone) => surfaces.every((surface) => wcagContrast(tone, surface) >= FOR_MARKS))
  const ink = wcagContrast('#ffffff', hexOf(accent)) >= FOR_TEXT ? '#ffffff' : '#000000'
  const hover = { ...accent, l: clamped(accent.l + (ink === '#ffffff' ? -HOVER : HOVER)) }
  const soft = hexOf({ ...given, l: SOFT[theme].l, c: Math.min(given.c, SOFT[theme].c) })
  const grounds = [...surfaces, soft]
  const text = until(accent, away, (tone) => grounds.every((ground) => wcagContrast(tone, ground) >= FOR_TEXT))
  return { accent: hexOf(accent), hover: hexOf(hover), ink, soft, text: hexOf(text) }
}

/** The first tone that will do, going on in lightness; black and white always do in the end. */
function until(tone: Oklch, step: number, fits: (hex: string) => boolean): Oklch {
  const end = step > 0 ? 1 : 0
  let next = tone
  while (next.l !== end && !fits(hexOf(next))) next = { ...next, l: clamped(next.l + step) }
  return next
}

function clamped(lightness: number): number {
  return Math.min(1, Math.max(0, lightness))
}

/** As it is painted: inside sRGB, of the same hue. */
function hexOf(tone: Oklch): string {
  return formatHex(clampChroma(tone, 'oklch'))
}
