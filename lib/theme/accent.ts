import { clampChroma, converter, formatHex, type Oklch, wcagContrast } from 'culori'

/** The tones derived from an accent colour for one theme, as `#rrggbb`. */
export type Tones = {
  /** Backgrounds of buttons, lines and icons: 3:1 against every surface. */
  accent: string
  /** The background on hover. */
  hover: string
  /** Text on `accent` and `hover`: 4.5:1. */
  ink: string
  /** A subtle background. */
  soft: string
  /** Text in the accent colour: 4.5:1 on every surface and on `soft`. */
  text: string
}

/** The background surfaces, from back to front. Must match globals.css. */
export const SURFACES = {
  light: ['oklch(0.975 0.003 260)', '#ffffff', 'oklch(0.965 0.004 260)', '#ffffff'],
  dark: ['oklch(0.17 0.012 264)', 'oklch(0.215 0.014 264)', 'oklch(0.19 0.013 264)', 'oklch(0.25 0.016 264)'],
} as const

/** WCAG 2.2: 1.4.3 for text, 1.4.11 for other elements. */
const [FOR_TEXT, FOR_MARKS] = [4.5, 3]
const STEP = 0.01
/** The change of lightness on hover, in OKLCH. */
const HOVER = 0.06
const SOFT = { light: { l: 0.962, c: 0.018 }, dark: { l: 0.29, c: 0.055 } } as const

const toOklch = converter('oklch')

/**
 * Derives legible tones for both themes from any accent colour. Keeps the hue and adjusts the lightness as far as the
 * contrast requires, measured on the resulting 8-bit colours.
 * @param accent `#rrggbb`.
 */
export function tonesOf(accent: string): { light: Tones; dark: Tones } {
  const given = toOklch(accent)
  if (!given) throw new Error(`Not a colour: ${accent}`)
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

/** Changes the lightness step by step until the tone fits. Black or white always fit in the end. */
function until(tone: Oklch, step: number, fits: (hex: string) => boolean): Oklch {
  const end = step > 0 ? 1 : 0
  let next = tone
  while (next.l !== end && !fits(hexOf(next))) next = { ...next, l: clamped(next.l + step) }
  return next
}

function clamped(lightness: number): number {
  return Math.min(1, Math.max(0, lightness))
}

/** The displayed colour: clamped to sRGB, with the same hue. */
function hexOf(tone: Oklch): string {
  return formatHex(clampChroma(tone, 'oklch'))
}
