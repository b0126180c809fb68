import type { Luminance } from '@/lib/capture/luminance'
import type { Row } from './find-rows'

/**
 * The part of a picture under a box, upright, in so many pixels. Where the picture has more of them, each is the mean of
 * four of those under it. Beyond the picture's edge it goes on as on it.
 */
export function sample(picture: Luminance, box: Row, { width, height }: { width: number; height: number }): Luminance {
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  const [stepX, stepY] = [box.length / width, box.height / height]
  const [across, down] = [stepX, stepY].map((step) => (step > 1.5 ? 2 : 1)) as [number, number]
  const data = new Uint8Array(width * height)
  for (let v = 0; v < height; v += 1) {
    for (let u = 0; u < width; u += 1) {
      let sum = 0
      for (let j = 0; j < down; j += 1) {
        const dy = (v + (j + 0.5) / down) * stepY - box.height / 2
        for (let i = 0; i < across; i += 1) {
          const dx = (u + (i + 0.5) / across) * stepX - box.length / 2
          sum += brightnessAt(picture, box.x + dx * cos - dy * sin, box.y + dx * sin + dy * cos)
        }
      }
      data[v * width + u] = sum / (across * down)
    }
  }
  return { width, height, data }
}

/** Between the four pixels around a point. */
function brightnessAt({ data, width, height }: Luminance, x: number, y: number): number {
  const [px, py] = [Math.min(Math.max(x - 0.5, 0), width - 1.001), Math.min(Math.max(y - 0.5, 0), height - 1.001)]
  const [left, top] = [Math.floor(px), Math.floor(py)]
  const [fx, fy] = [px - left, py - top]
  const at = top * width + left
  const upper = (data[at] ?? 0) * (1 - fx) + (data[at + 1] ?? 0) * fx
  const lower = (data[at + width] ?? 0) * (1 - fx) + (data[at + width + 1] ?? 0) * fx
  return upper * (1 - fy) + lower * fy
}
