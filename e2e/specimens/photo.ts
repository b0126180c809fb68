import type { Side } from './identity-documents'
import { sheet } from './paper'

/** What went wrong when the picture was taken, if anything. */
export type Flaw = 'none' | 'blurred' | 'dark' | 'glare' | 'far' | 'cut'

const FILTERS: Record<Flaw, string> = {
  none: 'none',
  blurred: 'blur(9px)',
  dark: 'brightness(0.13)',
  glare: 'none',
  far: 'none',
  cut: 'none',
}
const GLARE = `<div style="position:absolute;left:38%;top:14%;width:44%;height:64%;border-radius:50%;
  background:radial-gradient(closest-side,#fff 0 58%,#ffffffcc 72%,#ffffff00)"></div>`

/** A page that looks like a photo of a document on a table; `turn` in degrees, the rest in pixels. */
export function photoOf(side: Side, frame: { width: number; height: number; turn: number; flaw?: Flaw }): string {
  const { width, height, turn, flaw = 'none' } = frame
  const fill = flaw === 'far' ? 0.4 : 0.84
  const scale = Math.min((width * fill) / side.width, (height * fill) / side.height)
  const left = flaw === 'cut' ? 82 : 50
  return sheet(
    `<main><div class="grain"></div><div class="document">${side.svg}</div>${flaw === 'glare' ? GLARE : ''}</main>`,
    `main { position: relative; width: ${width}px; height: ${height}px; overflow: hidden; filter: ${FILTERS[flaw]};
       background: linear-gradient(118deg, #5c4433, #7a5c45 45%, #4b3628) }
     .grain { position: absolute; inset: -20%; opacity: .35; transform: rotate(-7deg);
       background: repeating-linear-gradient(91deg, #2d1e14 0 2px, #0000 2px 17px, #8a694f 17px 19px, #0000 19px 43px) }
     .document { position: absolute; left: ${left}%; top: 50%; transform: translate(-50%, -50%) rotate(${turn}deg) scale(${scale});
       filter: drop-shadow(0 14px 24px #0009) } svg { display: block }`,
  )
}
