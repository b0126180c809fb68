/** How a drawn face looks; its middle is the picture's. */
type DrawnFace = {
  width: number
  height: number
  /** From −1, turned towards the left of the picture, to 1. */
  turn?: number
  /** From 0 to 1. */
  smile?: number
  /** 1 fills about two thirds of a height of 720 px. */
  size?: number
  /** Pixels from the picture's middle. */
  offset?: { x: number; y: number }
}

/** A face that is nobody's, as an SVG: drawn well enough that a face detector takes it for one. */
export function drawnFace({
  width,
  height,
  turn = 0,
  smile = 0,
  size = 1,
  offset = { x: 0, y: 0 },
}: DrawnFace): string {
  const x = width / 2 + offset.x
  const y = height / 2 - 30 * size + offset.y
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
  <defs>
    <radialGradient id="skin" cx="45%" cy="40%" r="70%">
      <stop offset="0" stop-color="#f0c6a4"/><stop offset=".65" stop-color="#dca47e"/><stop offset="1" stop-color="#b97c58"/>
    </radialGradient>
    <linearGradient id="wall" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#c9d2da"/><stop offset="1" stop-color="#9fadb9"/>
    </linearGradient>
    <filter id="soft"><feGaussianBlur stdDeviation="7"/></filter>
  </defs>
  <rect width="${width}" height="${height}" fill="url(#wall)"/>
  <g transform="translate(${x} ${y}) scale(${size})">${person()}${features(turn * 46)}${mouth(turn * 46, smile)}</g>
  </svg>`
}

/** Shoulders, neck, hair and head: what does not move. */
function person(): string {
  return `<path d="M-250 420Q-230 250-80 215H80Q230 250 250 420Z" fill="#31506f"/>
  <path d="M-62 130L-66 225Q0 265 66 225L62 130Z" fill="#c98f69"/>
  <path d="M-152 30Q-170-190 0-196Q170-190 152 30Q150 90 130 110H-130Q-150 90-152 30Z" fill="#3b2619"/>
  <path d="M-118-40Q-122-158 0-160Q122-158 118-40Q118 60 76 122Q36 166 0 167Q-36 166-76 122Q-118 60-118-40Z" fill="url(#skin)"/>
  <path d="M-120-50Q-118-168 0-170Q118-168 120-50Q96-118 30-128Q-60-118-120-50Z" fill="#4a3020"/>`
}

/** Eyes, brows, cheeks and nose; the nose stands out, so that it moves the farthest when the head turns. */
function features(shift: number): string {
  const nose = (at: number) => (at + shift * 1.75).toFixed(1)
  const cheek = (at: number) =>
    `<ellipse cx="${at + shift * 0.8}" cy="46" rx="30" ry="24" fill="#d98c72" opacity=".35" filter="url(#soft)"/>`
  return `${cheek(-62)}${cheek(62)}${eye(shift - 49)}${eye(shift + 49)}
  <path d="M${shift * 1.2 - 8}-20L${nose(-18)} 38Q${nose(0)} 56 ${nose(18)} 38" fill="none" stroke="#a56a48" stroke-width="5" stroke-linecap="round"/>
  <ellipse cx="${nose(-9)}" cy="43" rx="5" ry="3" fill="#7d4b33"/><ellipse cx="${nose(9)}" cy="43" rx="5" ry="3" fill="#7d4b33"/>`
}

function eye(x: number): string {
  return `<g transform="translate(${x} -28)" stroke-linecap="round">
  <ellipse rx="27" ry="12.5" fill="#fbf7f2"/><circle r="11" fill="#5b4027"/><circle r="5" fill="#120d0a"/><circle cx="3" cy="-4" r="2.6" fill="#fff"/>
  <path d="M-29-2Q0-21 29-2" fill="none" stroke="#3a2418" stroke-width="5"/><path d="M-26 5Q0 17 26 5" fill="none" stroke="#b98465" stroke-width="2.5"/>
  <path d="M-33-30Q0-47 33-27" fill="none" stroke="#4a2f1e" stroke-width="9"/></g>`
}

function mouth(shift: number, smile: number): string {
  const [middle, half, high] = [shift * 1.25, 38 + smile * 20, 92 - smile * 4]
  const [left, right, corner] = [middle - half, middle + half, high - smile * 10]
  const lips = `<path d="M${left} ${corner}Q${middle - 14} ${high - 12} ${middle} ${high - 7}Q${middle + 14} ${high - 12} ${right} ${corner}Q${middle} ${high + 26 + smile * 16} ${left} ${corner}Z" fill="#b6584f"/>`
  const teeth = `<path d="M${middle - half * 0.8} ${high - smile * 6}Q${middle} ${high + 4} ${middle + half * 0.8} ${high - smile * 6}Q${middle} ${high + 20 + smile * 8} ${middle - half * 0.8} ${high - smile * 6}Z" fill="#fff"/>`
  const closed = `<path d="M${left} ${high}Q${middle} ${high + 5} ${right} ${high}" fill="none" stroke="#7c332e" stroke-width="3"/>`
  return lips + (smile > 0.3 ? teeth : closed)
}
