import { transfer } from 'comlink'
import { pictureService } from './picture-service'

/** A photo is worth its wait when it has so many times the pixels of the video. */
const WORTH_IT = 1.5
/** Milliseconds. Some cameras never answer. */
const PATIENCE = 3_000

/** Declared here: browsers have it, TypeScript's own list does not. */
type Photographer = {
  getPhotoCapabilities(): Promise<{ imageWidth?: { max: number }; imageHeight?: { max: number } }>
  takePhoto(): Promise<Blob>
}
type WithImageCapture = { ImageCapture?: new (track: MediaStreamTrack) => Photographer }

/**
 * The picture as a file: a photo where the camera takes far better ones than its video has, else `frame` at its own
 * resolution. Closes the frame. Rejects when the browser gives no picture.
 */
export async function takePicture(frame: ImageBitmap, track: MediaStreamTrack | null, name: string): Promise<File> {
  const photo = track ? await photoFrom(track, frame.width * frame.height) : null
  if (photo) {
    frame.close()
    return new File([photo], name, { type: photo.type || 'image/jpeg' })
  }
  const { work } = await pictureService()
  return work.encode(transfer(frame, [frame]), name)
}

async function photoFrom(track: MediaStreamTrack, videoPixels: number): Promise<Blob | null> {
  const { ImageCapture } = globalThis as WithImageCapture
  if (!ImageCapture) return null
  const photographed = async () => {
    const camera = new ImageCapture(track)
    const { imageWidth, imageHeight } = await camera.getPhotoCapabilities()
    const pixels = (imageWidth?.max ?? 0) * (imageHeight?.max ?? 0)
    return pixels >= WORTH_IT * videoPixels ? camera.takePhoto() : null
  }
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null))
  return Promise.race([photographed().catch(() => null), late])
}
