import { qrModules } from '#platform/sign-in/qr-code.ts'

/** The text as a QR code, dark on light in every colour scheme: cameras need that. Nothing when it does not fit. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const modules = qrModules(text)
  if (!modules) return null
  const size = modules.length + 8 // four modules of quiet around it (ISO/IEC 18004 section 5.3.8)
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
    .join('')
  return (
    <figure class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} width="200" height="200" aria-hidden="true">
        <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
        <path fill="#000" d={path} />
      </svg>
      <figcaption class="small">{label}</figcaption>
    </figure>
  )
}
