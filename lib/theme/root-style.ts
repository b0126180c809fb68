import type { Appearance } from '@/lib/contract/host/appearance'
import { type Tones, tonesOf } from './accent'

/** The attributes and styles of the root element for an appearance. */
export function rootStyleOf({ accent, radius, density, font }: Appearance) {
  return {
    attributes: { 'data-radius': radius, 'data-density': density, 'data-font': font },
    style: accent ? toneVariables(tonesOf(accent)) : undefined,
  }
}

const VARIABLES: Record<keyof Tones, string> = {
  accent: '--accent',
  hover: '--accent-hover',
  ink: '--accent-ink',
  soft: '--accent-soft',
  text: '--accent-text',
}

function toneVariables({ light, dark }: Record<'light' | 'dark', Tones>): Record<string, string> {
  const names = Object.keys(VARIABLES) as (keyof Tones)[]
  return Object.fromEntries(names.map((name) => [VARIABLES[name], `light-dark(${light[name]}, ${dark[name]})`]))
}
