/** What a canvas may hold on iOS, in pixels. */
const MAX_CANVAS_PIXELS = 16_777_216

type Drawn = { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D }

/** Draws a picture of `width` × `height` onto a canvas, smaller by `scale`, and by more where a canvas asks for it. */
export function drawScaled(source: CanvasImageSource, width: number, height: number, scale: number): Drawn {
  const factor = Math.min(scale, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.floor(width * factor))
  canvas.height = Math.max(1, Math.floor(height * factor))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The browser gives no canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return { canvas, context }
}

/** The canvas as a JPEG file. Rejects when the browser gives no picture. */
export async function jpegOf(canvas: HTMLCanvasElement, quality: number, name: string): Promise<File> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  if (!blob) throw new Error('The browser gave no picture')
  return new File([blob], name, { type: 'image/jpeg' })
}

/** Gives a canvas's memory back at once: it is kept until collected otherwise, and phones have little of it. */
export function releaseCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = 0
  canvas.height = 0
}
