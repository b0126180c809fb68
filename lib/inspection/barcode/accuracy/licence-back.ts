import sharp from 'sharp'
import { chanceFrom } from '@/lib/capture/scenes/chance'
import type { CardBarcode } from '@/lib/contract/pictures/barcodes'
import { drawnCard } from './drawn-card'
import { payloadOf } from './payloads'

/** The back of an invented person's licence by the standard of 2020, as a scanner has it, and what its barcode says. */
export async function licenceBack(seed: number): Promise<{ picture: Buffer; card: CardBarcode }> {
  const chance = chanceFrom(seed)
  const { bytes, card } = payloadOf(10, chance)
  const { data, width, height } = await drawnCard('PDF417', bytes, chance)
  return {
    card,
    picture: await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg()
      .toBuffer(),
  }
}
