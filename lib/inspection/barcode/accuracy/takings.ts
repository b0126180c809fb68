import type { Chance } from '@/lib/capture/scenes/chance'
import { STEADY, type Taking } from '../../mrz/accuracy/camera'

/** The ways in which the back of a card is photographed. */
export const WAYS: Record<string, (chance: Chance) => Taking> = {
  clean: () => STEADY,
  turned: ({ between }) => ({ ...STEADY, turn: between(-180, 180) }),
  perspective: (chance) => ({ ...STEADY, turn: chance.between(-8, 8), corners: cornersOf(chance, 0.06) }),
  curved: ({ between }) => ({ ...STEADY, turn: between(-5, 5), bend: between(0.01, 0.03) }),
  blurred: ({ between }) => ({ ...STEADY, turn: between(-4, 4), blur: between(0.8, 1.8) }),
  noisy: ({ between }) => ({ ...STEADY, turn: between(-4, 4), noise: between(12, 28) }),
  compressed: ({ between }) => ({ ...STEADY, turn: between(-4, 4), quality: Math.round(between(25, 45)) }),
  small: ({ between }) => ({ ...STEADY, turn: between(-4, 4), scale: between(0.5, 0.65) }),
  'uneven light': ({ between }) => {
    const [across, down, least] = [between(-1, 1), between(-1, 1), between(0.25, 0.45)]
    const light = (u: number, v: number) => least + (1 - least) * clamped(0.5 + across * (u - 0.5) + down * (v - 0.5))
    return { ...STEADY, turn: between(-4, 4), light }
  },
  glare: ({ between }) => {
    const [x, y, radius] = [between(0.2, 0.8), between(0.2, 0.8), between(0.03, 0.07)]
    const glare = (u: number, v: number) => clamped(1.6 - Math.hypot(u - x, (v - y) * 0.63) / radius)
    return { ...STEADY, turn: between(-4, 4), glare }
  },
  'all at once': (chance) => ({
    ...{ ...STEADY, turn: chance.between(-180, 180), corners: cornersOf(chance, 0.03), bend: 0.006 },
    ...{ blur: chance.between(0.4, 0.9), noise: chance.between(4, 10), quality: 60, scale: chance.between(0.8, 1) },
  }),
}

function cornersOf({ between }: Chance, most: number): [number, number][] {
  return Array.from({ length: 4 }, () => [between(-most, most), between(-most, most)])
}

function clamped(share: number): number {
  return Math.max(0, Math.min(1, share))
}
