import type { Luminance } from '@/lib/capture/luminance'
import type { Row } from './find-rows'

/**
 * The part of a picture under a box, upright and straight, in so many pixels. Where the picture has more of them, each is the mean of
 * four of those under it. Beyond the picture's edge it goes on as on it.
 */
export function sample(picture: Luminance, box: Row, { width, height }: { width: number; height: number }): Luminance {
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  const [stepX, stepY] = [box.length / width, box.height / height]
  const [across, down] = [stepX, stepY].map((step) => (step > 1.5 ? 2 : 1)) as [number, number]
  const curve = box.curve ?? 0
  const data = new Uint8Array(width * height)
  const share = 1 / (across * down)
  for (let v = 0; v < height; v += 1) {
    for (let u = 0; u < width; u += 1) {
      let sum = 0
      for (let j = 0; j < down; j += 1) {
        const dy = (v + (j + 0.5) / down) * stepY - box.height / 2
        for (let i = 0; i < across; i += 1) {
          const dx = (u + (i + 0.5) / across) * stepX - box.length / 2
          const off = dy + curve * dx * dx
          sum += brightnessAt(picture, box.x + dx * cos - off * sin, box.y + dx * sin + off * cos)
        }
      }
      data[v * width + u] = sum * share
    }
  }
  return { width, height, data }
}

/** Between the four pixels around a point. */
function brightnessAt({ data, width, height }: Luminance, x: number, y: number): number {
  const px = Math.min(Math.max(x - 0.5, 0), width - 1.001)
  const py = Math.min(Math.max(y - 0.5, 0), height - 1.001)
  const left = Math.floor(px)
  const top = Math.floor(py)
  const fx = px - left
  const at = top * width + left
  const upper = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx
  const lower = (data[at + width] ?? 0) * (1 - fx) + (data[at + width + 1] ?? 0) * fx
  return upper + (lower - upper) * (py - top)
}
