import { drawScaled, jpegOf, releaseCanvas } from './canvas'

const QUALITY = 0.92

/**
 * Takes the present frame of a video as a JPEG at the video's own resolution, not at the size on screen.
 * Rejects when the video has no frame yet or the browser gives no picture.
 */
export async function grabFrame(video: HTMLVideoElement, name: string): Promise<File> {
  if (video.videoWidth === 0) throw new Error('The video has no frame yet')
  const { canvas } = drawScaled(video, video.videoWidth, video.videoHeight, 1)
  try {
    return await jpegOf(canvas, QUALITY, name)
  } finally {
    releaseCanvas(canvas)
  }
}
