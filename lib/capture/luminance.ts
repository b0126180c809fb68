/** Brightness alone, 0 (black) to 255 (white), row by row. */
export type Luminance = { readonly width: number; readonly height: number; readonly data: Uint8Array }

/** The luminance of RGBA pixels (Rec. 601 weights, as video has them). */
export function luminanceOf({
  width,
  height,
  data,
}: {
  width: number
  height: number
  data: Uint8ClampedArray
}): Luminance {
  const grey = new Uint8Array(width * height)
  for (let i = 0, p = 0; i < grey.length; i += 1, p += 4) {
    grey[i] = ((data[p] ?? 0) * 77 + (data[p + 1] ?? 0) * 150 + (data[p + 2] ?? 0) * 29) >> 8
  }
  return { width, height, data: grey }
}

/** A plane out of bytes that are luminance already. */
export function planeOfGrey(data: Uint8Array, width: number, height: number): Luminance {
  return { width, height, data }
}

/** The brightness below which `share` (0 to 1) of the pixels lie. */
export function percentile({ data }: Luminance, share: number): number {
  const histogram = new Uint32Array(256)
  for (const value of data) histogram[value] = (histogram[value] ?? 0) + 1
  let left = share * data.length
  for (let value = 0; value < 256; value += 1) {
    left -= histogram[value] ?? 0
    if (left <= 0) return value
  }
  return 255
}

/** A part of a picture, in shares of it (0 to 1); what lies outside is left aside, and at least a pixel remains. */
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

export function cropped({ width, height, data }: Luminance, box: Box): Luminance {
  const left = Math.min(width - 1, Math.max(0, Math.floor(box.left * width)))
  const top = Math.min(height - 1, Math.max(0, Math.floor(box.top * height)))
  const right = Math.max(left + 1, Math.min(width, Math.ceil(box.right * width)))
  const bottom = Math.max(top + 1, Math.min(height, Math.ceil(box.bottom * height)))
  const part = new Uint8Array((right - left) * (bottom - top))
  for (let y = top; y < bottom; y += 1)
    part.set(data.subarray(y * width + left, y * width + right), (y - top) * (right - left))
  return { width: right - left, height: bottom - top, data: part }
}
