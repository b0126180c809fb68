import { JUDGED_SIDE } from '@/lib/contract/limits'
import { drawScaled, releaseCanvas } from '../canvas'
import { type Luminance, luminanceOf, planeOfGrey } from '../luminance'
import { shrink } from '../outline/edges'

/** In these formats brightness comes first, as a plane of its own. */
const WITH_LUMINANCE: readonly (string | null)[] = ['I420', 'I420A', 'I422', 'I444', 'NV12']

/** The luminance of one frame of the camera, at the size at which pictures are judged: blur looks alike in both. Closes the frame. */
export async function readFrame(frame: VideoFrame | ImageBitmap): Promise<Luminance> {
  try {
    return shrink(await wholeFrame(frame), JUDGED_SIDE)
  } finally {
    frame.close()
  }
}

async function wholeFrame(frame: VideoFrame | ImageBitmap): Promise<Luminance> {
  if ('copyTo' in frame && WITH_LUMINANCE.includes(frame.format)) return yPlane(frame)
  const [width, height] =
    'codedWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height]
  const { canvas, context } = drawScaled(frame, width, height, 1)
  try {
    return luminanceOf(context.getImageData(0, 0, canvas.width, canvas.height))
  } finally {
    releaseCanvas(canvas)
  }
}

async function yPlane(frame: VideoFrame): Promise<Luminance> {
  const bytes = new Uint8Array(frame.allocationSize())
  const [layout] = await frame.copyTo(bytes)
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight }
  const { offset, stride } = layout ?? { offset: 0, stride: width }
  if (stride === width) return planeOfGrey(bytes.subarray(offset, offset + width * height), width, height)
  const plane = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1)
    plane.set(bytes.subarray(offset + y * stride, offset + y * stride + width), y * width)
  return planeOfGrey(plane, width, height)
}
