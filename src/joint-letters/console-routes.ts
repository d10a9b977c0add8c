import type { ConsoleRoute } from '#platform/module.ts'
import { showEditor, takeAgain, takeFacts, takeText } from './console-editor.tsx'
import { showLetters, showNewLetter, takeNewLetter } from './console-letters.tsx'
import { showLive, showPage, showPreview, showPrint, showPrintDoor } from './console-preview.tsx'
import { showPublish, takeClosing, takePublish, takeWithdrawal } from './console-publish.tsx'
import { showSignatories, takeExport, takeTicked } from './console-signatories.tsx'
import { showLogo, showSignatory, takeDeclining, takeListing, takeRemoving } from './console-signatory.tsx'
import { showSign, takeSign, takeUnsign } from './console-signing.tsx'
import { letterTextRoom } from './text-room.tsx'

const at = '/joint-letters/:letterId'
const one = `${at}/signatories/:signatoryId`
const read = 'joint-letter.read'
const moderate = 'joint-letter.moderate'

export const letterRoutes: readonly ConsoleRoute[] = [
  { method: 'GET', path: '/joint-letters', verb: read, handle: showLetters },
  { method: 'GET', path: '/joint-letters/new', verb: 'joint-letter.write', handle: showNewLetter },
  { method: 'POST', path: '/joint-letters/new', verb: 'joint-letter.write', handle: takeNewLetter },
  { method: 'GET', path: at, verb: read, handle: showEditor },
  { method: 'POST', path: at, verb: 'joint-letter.write', handle: takeFacts },
  { method: 'GET', path: `${at}/text/:language`, verb: read, handle: showEditor },
  { method: 'POST', path: `${at}/text/:language`, verb: 'joint-letter.write', handle: takeText },
  { method: 'GET', path: `${at}/live/:language`, verb: read, handle: showLive },
  ...letterTextRoom,
  { method: 'POST', path: `${at}/again`, verb: 'joint-letter.write', handle: takeAgain },
  { method: 'GET', path: `${at}/preview`, verb: read, handle: showPreview },
  { method: 'GET', path: `${at}/preview/:language`, verb: read, handle: showPreview },
  { method: 'GET', path: `${at}/page/:language`, verb: read, handle: showPage },
  { method: 'GET', path: `${at}/print`, verb: read, handle: showPrintDoor },
  { method: 'GET', path: `${at}/print/:language`, verb: read, handle: showPrint },
  { method: 'GET', path: `${at}/publish`, verb: 'joint-letter.publish', handle: showPublish },
  { method: 'POST', path: `${at}/publish`, verb: 'joint-letter.publish', handle: takePublish },
  { method: 'POST', path: `${at}/withdraw`, verb: 'joint-letter.withdraw', handle: takeWithdrawal },
  { method: 'POST', path: `${at}/close`, verb: 'joint-letter.close', handle: takeClosing },
  { method: 'GET', path: `${at}/sign`, verb: 'joint-letter.sign', handle: showSign },
  { method: 'POST', path: `${at}/sign`, verb: 'joint-letter.sign', handle: takeSign },
  { method: 'POST', path: `${at}/unsign`, verb: 'joint-letter.unsign', handle: takeUnsign },
  { method: 'GET', path: `${at}/signatories`, verb: read, handle: showSignatories },
  { method: 'POST', path: `${at}/signatories/list`, verb: moderate, handle: takeTicked },
  { method: 'POST', path: `${at}/export.csv`, verb: 'joint-letter.export', handle: takeExport },
  { method: 'GET', path: one, verb: read, handle: showSignatory },
  { method: 'GET', path: `${one}/logo`, verb: read, handle: showLogo },
  { method: 'POST', path: `${one}/list`, verb: moderate, handle: takeListing },
  { method: 'POST', path: `${one}/decline`, verb: moderate, handle: takeDeclining },
  { method: 'POST', path: `${one}/remove`, verb: moderate, handle: takeRemoving },
]
