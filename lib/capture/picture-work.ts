import { JPEG_QUALITY } from '@/lib/contract/limits'
import { drawScaled, jpegOf, releaseCanvas } from './canvas'
import { createFrameJudge, type FrameReport, type Wanted } from './live/assess-frame'
import { readFrame } from './live/read-frame'
import { prepareFile } from './prepare-file'

const judgeFrame = createFrameJudge()

/** Everything that is done with pixels. It runs in a worker; where a browser has none fit for it, on the page. */
export const pictureWork = {
  /** Answers once the code is there. */
  ready: async () => true,
  prepare: prepareFile,
  async assess(frame: VideoFrame | ImageBitmap, wanted: Wanted): Promise<FrameReport> {
    return judgeFrame(await readFrame(frame), wanted)
  },
  /** A kept frame as a JPEG, at its own resolution. Closes it. */
  async encode(bitmap: ImageBitmap, name: string): Promise<File> {
    const { canvas } = drawScaled(bitmap, bitmap.width, bitmap.height, 1)
    bitmap.close()
    try {
      return await jpegOf(canvas, JPEG_QUALITY, name)
    } finally {
      releaseCanvas(canvas)
    }
  },
}

export type PictureWork = typeof pictureWork
