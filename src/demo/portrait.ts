/** Draws the portrait of the demo: nobody's face. What a camera would add is added on purpose, so that its loss can be seen. */
import sharp from 'sharp'

const scene = `  <defs>
    <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#22323f"/><stop offset=".45" stop-color="#4f6470"/>
      <stop offset=".72" stop-color="#c99a6b"/><stop offset="1" stop-color="#5b4a42"/>
    </linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="#ffe2a8" stop-opacity=".95"/>
      <stop offset=".35" stop-color="#f2b65e" stop-opacity=".45"/><stop offset="1" stop-color="#f2b65e" stop-opacity="0"/></radialGradient>
    <linearGradient id="skin" x1="1" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#d7a27c"/><stop offset=".6" stop-color="#b07a57"/><stop offset="1" stop-color="#7f543c"/></linearGradient>
    <linearGradient id="coat" x1="1" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#3c5a63"/><stop offset="1" stop-color="#182a33"/></linearGradient>
    <linearGradient id="hair" x1="1" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#4a342c"/><stop offset=".4" stop-color="#261a18"/><stop offset="1" stop-color="#120d0e"/></linearGradient>
    <filter id="soft"><feGaussianBlur stdDeviation="9"/></filter>
    <filter id="paper"><feTurbulence type="fractalNoise" baseFrequency=".9" numOctaves="2" seed="7"/>
      <feColorMatrix values="0 0 0 0 1  0 0 0 0 .96  0 0 0 0 .88  0 0 0 .09 0"/></filter>
  </defs>
  <rect width="1200" height="1500" fill="url(#dusk)"/>
  <g fill="#2c3d47" opacity=".75">
    <path d="M0 930h1200v40H0z" opacity=".5"/><path d="M90 930V560h14l150-60v14l-136 66v350z"/>
    <path d="M40 930l60-70h150l40 70z"/><path d="M920 930l30-46h190l24 46z"/><path d="M1010 884v-120h10v120z"/>
    <path d="M300 930v-46h70v46zM384 930v-70h54v70z"/>
  </g>
  <g fill="#e8c48e" opacity=".28"><path d="M0 990h1200v5H0zM120 1030h760v4H120zM40 1080h900v4H40z"/></g>
  <circle cx="930" cy="430" r="430" fill="url(#glow)"/>
  <g><path d="M922 200h16v110h-16z" fill="#1b262d"/><path d="M866 330l64-44 64 44z" fill="#1b262d"/>
    <path d="M878 336h104l-14 148h-76z" fill="#ffe9bd"/><path d="M888 486h84v22h-84z" fill="#1b262d"/>
    <path d="M926 336h8v148h-8z" fill="#1b262d" opacity=".7"/></g>`

const figure = `  <path d="M596 250c-176-6-276 122-270 300 4 120 22 214 64 282l120 60 190-20c60-66 116-170 124-300 12-196-66-318-228-322z" fill="url(#hair)"/>
  <path d="M372 690c-58 30-96 90-88 150 8 58 60 82 104 60 52-26 62-104 44-170z" fill="url(#hair)"/>
  <path d="M500 800h196v190c0 70-196 70-196 0z" fill="#8d5f45"/>
  <path d="M500 856c60 60 140 56 196-14v150c0 70-196 70-196 0z" fill="#6d4734" opacity=".55" filter="url(#soft)"/>
  <path d="M420 560c-4-150 60-232 176-232 128 0 190 96 182 246-8 152-78 300-188 300-104 0-166-150-170-314z" fill="url(#skin)"/>
  <path d="M420 560c-4-150 60-232 176-232-70 40-96 160-86 280 8 110 40 210 80 266-104 0-166-150-170-314z" fill="#5c3b2b" opacity=".38" filter="url(#soft)"/>
  <path d="M404 600c-14-176 52-300 206-296 136 4 198 116 180 268-16-96-48-156-104-186-74 60-170 66-226 54-34 34-50 88-56 160z" fill="url(#hair)"/>
  <g stroke="#2a1a16" fill="none" stroke-linecap="round">
    <path d="M464 548c30-20 66-20 92-4M650 544c28-16 62-14 88 6" stroke-width="13"/>
    <path d="M472 604c24-20 58-20 78 2M658 606c22-22 56-20 76 0" stroke-width="8"/>
    <path d="M612 600c6 50 22 84 18 104-4 16-30 22-46 14" stroke-width="6" opacity=".6"/>
    <path d="M548 782c34 16 84 16 116-4" stroke-width="7"/>
  </g>
  <g fill="#22120f"><ellipse cx="512" cy="608" rx="15" ry="14"/><ellipse cx="696" cy="608" rx="15" ry="14"/></g>
  <g fill="#fff3dc"><circle cx="518" cy="602" r="4.5"/><circle cx="702" cy="602" r="4.5"/></g>
  <path d="M546 780c20-20 44-24 58-14 16-10 42-6 62 12-30 38-92 40-120 2z" fill="#8b3f38" opacity=".75"/>
  <path d="M60 1500c6-260 120-400 330-462l116-58c50 90 150 92 190 0l120 56c210 70 316 220 324 464z" fill="url(#coat)"/>
  <path d="M506 980c-8 150 30 330 96 520H470c-50-150-80-330-70-456zM696 980c10 150-30 330-94 520h140c50-150 70-340 62-464z" fill="#22383f"/>
  <path d="M506 980c14 120 46 220 96 300 48-84 82-184 94-300-48 92-142 90-190 0z" fill="#f0e3cf"/>
  <path d="M816 1036c210 70 316 220 324 464h-30c-20-230-130-370-306-440z" fill="#f2c27a" opacity=".35"/>
  <path d="M786 1240l46-10 10 40-46 12z" fill="#d49a3a"/>`

const paper = '<rect width="1200" height="1500" filter="url(#paper)"/>'

const svg = (view: string, ...parts: string[]): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}">${parts.join('')}</svg>`)

/** What a telephone writes into each picture that it takes; here an invented camera, in the middle of the sea. */
const telltale = {
  IFD0: {
    Make: 'Lampbearer',
    Model: 'Pocket 7',
    Artist: 'someone who must not be found',
    ImageDescription: 'taken at her flat',
  },
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '54/1 25/1 12/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '3/1 21/1 30/1',
  },
}

/** The drawing as a camera's JPEG, with where and by whom in its metadata. */
export async function drawPortrait(): Promise<File> {
  const jpeg = await sharp(svg('0 0 1200 1500', scene, figure, paper), { density: 96 })
    .resize(1200, 1500)
    .flatten({ background: '#22323f' })
    .jpeg({ quality: 92 })
    .withExif(telltale)
    .toBuffer()
  return new File([new Uint8Array(jpeg)], 'IMG_2041.jpg', { type: 'image/jpeg' })
}

/** Words of the metadata that must be in no published picture. */
export const telltaleWords = ['Lampbearer', 'someone who must not be found', 'taken at her flat']

/** Which of the telltale words the bytes still hold, and whether they hold metadata at all. */
export async function metadataIn(bytes: Uint8Array): Promise<string[]> {
  const found = await sharp(bytes).metadata()
  const raw = Buffer.from(bytes).toString('latin1')
  const kinds = (['exif', 'xmp', 'iptc'] as const).filter((kind) => found[kind])
  return [...kinds, ...telltaleWords.filter((word) => raw.includes(word))]
}

/** The harbour alone, for an update: wide, and nobody in it. */
export async function drawHarbour(): Promise<File> {
  const jpeg = await sharp(svg('0 330 1200 675', scene, paper), { density: 96 })
    .resize(1600, 900)
    .flatten({ background: '#22323f' })
    .jpeg({ quality: 90 })
    .withExif(telltale)
    .toBuffer()
  return new File([new Uint8Array(jpeg)], 'IMG_2055.jpg', { type: 'image/jpeg' })
}

/** The seal of an association, small, as such things come: nobody's. */
export async function drawSeal(): Promise<File> {
  const seal = `<circle cx="120" cy="120" r="110" fill="#22323f"/><g fill="none" stroke="#f2c27a" stroke-width="8">
    <circle cx="120" cy="120" r="92"/><path d="M120 60v120M70 84h100M90 180h60M50 130l20-46 20 46zM150 130l20-46 20 46z"/></g>`
  const png = await sharp(svg('0 0 240 240', seal)).png().toBuffer()
  return new File([new Uint8Array(png)], 'seal.png', { type: 'image/png' })
}
