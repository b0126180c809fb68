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
