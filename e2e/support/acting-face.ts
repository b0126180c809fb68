import type { Page } from '@playwright/test'
import { drawnFace } from '@/lib/capture/face/drawn-face'

const SIZE = { width: 640, height: 480, size: 0.66 }

/**
 * A front camera before which somebody sits who does what the screen says: looks straight ahead, turns, smiles. A film
 * could not: how fast a face is found differs from machine to machine.
 */
export async function seatSomebody(page: Page): Promise<void> {
  const looks = {
    straight: drawnFace(SIZE),
    TURN_LEFT: drawnFace({ ...SIZE, turn: 0.9 }),
    TURN_RIGHT: drawnFace({ ...SIZE, turn: -0.9 }),
    SMILE: drawnFace({ ...SIZE, smile: 1 }),
  }
  await page.addInitScript(sitBeforeTheCamera, { looks, ...SIZE })
}

type Seat = { looks: Record<string, string>; width: number; height: number }

function sitBeforeTheCamera({ looks, width, height }: Seat): void {
  const pictures = Object.fromEntries(
    Object.entries(looks).map(([name, svg]) => {
      const image = new Image()
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
      return [name, image]
    }),
  )
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = canvas.getContext('2d')
    setInterval(() => {
      const told = document.querySelector<HTMLElement>('[data-testid=guidance]')?.dataset.instruction ?? ''
      const picture = pictures[told] ?? pictures.straight
      if (picture) context?.drawImage(picture, 0, 0, width, height)
    }, 50)
    return canvas.captureStream(20)
  }
}
