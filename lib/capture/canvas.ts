/** What a canvas may hold on iOS, in pixels. */
const MAX_CANVAS_PIXELS = 16_777_216

/** In a worker there is only the one, in browsers before 2023 only the other. */
export type Canvas = OffscreenCanvas | HTMLCanvasElement
type Drawn = { canvas: Canvas; context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D }

/** Draws a picture of `width` × `height` onto a canvas, smaller by `scale`, and by more where a canvas asks for it. */
export function drawScaled(source: CanvasImageSource, width: number, height: number, scale: number): Drawn {
  const factor = Math.min(scale, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)))
  const canvas = createCanvas(Math.max(1, Math.floor(width * factor)), Math.max(1, Math.floor(height * factor)))
  const context = canvas.getContext('2d') as Drawn['context'] | null
  if (!context) throw new Error('The browser gives no canvas')
  // What is transparent in a PNG is white paper in a JPEG.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return { canvas, context }
}

function createCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  return canvas
}

/** The canvas as a JPEG file: pixels alone, nothing of what the camera wrote beside them. Rejects when the browser gives no picture. */
export async function jpegOf(canvas: Canvas, quality: number, name: string): Promise<File> {
  const blob =
    'convertToBlob' in canvas
      ? await canvas.convertToBlob({ type: 'image/jpeg', quality })
      : await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  if (!blob) throw new Error('The browser gave no picture')
  return new File([blob], name, { type: 'image/jpeg' })
}

/** Gives a canvas's memory back at once: it is kept until collected otherwise, and phones have little of it. */
export function releaseCanvas(canvas: Canvas): void {
  canvas.width = 0
  canvas.height = 0
}
