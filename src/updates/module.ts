import type { Module } from '#platform/module.ts'
import { showByline, takeAuthor, takeAuthorAct, takeSource } from './console-byline.tsx'
import { showCopies, takeCopy, takeCopyAct } from './console-copies.tsx'
import { showRepost, takeRepost, takeRepostEnd } from './console-repost.tsx'
import { copiesToTell } from './today.ts'
import { showEditor, takeFacts, takePoints, takeText } from './console-editor.tsx'
import { showPicture, takePicture, takePictureRemoval } from './console-picture.tsx'
import { showLive, showMail, showPage, showPreview } from './console-preview.tsx'
import { showPublish, takePublish, takeWithdrawal } from './console-publish.tsx'
import { showEmbed } from './console-embed.tsx'
import { showSend, takeSend, takeTest } from './console-send.tsx'
import { showNewUpdate, showUpdates, takeNewUpdate } from './console-updates.tsx'
import { updateTextRoom } from './text-room.tsx'
import './index.ts'
import './organisation-gone.ts'
import './passed-on.ts'
import './work.ts'

const at = '/updates/:updateId'

export const updatesModule: Module = {
  name: 'updates',
  today: [copiesToTell],
  routes: [
    { method: 'GET', path: '/updates', verb: 'update.read', handle: showUpdates },
    { method: 'GET', path: '/updates/new', verb: 'update.write', handle: showNewUpdate },
    { method: 'POST', path: '/updates/new', verb: 'update.write', handle: takeNewUpdate },
    { method: 'GET', path: at, verb: 'update.read', handle: showEditor },
    { method: 'POST', path: at, verb: 'update.write', handle: takeFacts },
    { method: 'POST', path: `${at}/points`, verb: 'update.write', handle: takePoints },
    { method: 'GET', path: `${at}/text/:language`, verb: 'update.read', handle: showEditor },
    { method: 'POST', path: `${at}/text/:language`, verb: 'update.write', handle: takeText },
    { method: 'GET', path: `${at}/live/:language`, verb: 'update.read', handle: showLive },
    { method: 'GET', path: `${at}/byline`, verb: 'update.read', handle: showByline },
    { method: 'POST', path: `${at}/byline`, verb: 'update.write', handle: takeAuthor },
    { method: 'POST', path: `${at}/byline/source`, verb: 'update.write', handle: takeSource },
    { method: 'POST', path: `${at}/byline/:authorId`, verb: 'update.write', handle: takeAuthorAct },
    { method: 'GET', path: `${at}/picture`, verb: 'update.write', handle: showPicture },
    { method: 'POST', path: `${at}/picture`, verb: 'update.write', handle: takePicture },
    { method: 'POST', path: `${at}/picture/remove`, verb: 'update.write', handle: takePictureRemoval },
    ...updateTextRoom,
    { method: 'GET', path: `${at}/preview`, verb: 'update.read', handle: showPreview },
    { method: 'GET', path: `${at}/preview/:language`, verb: 'update.read', handle: showPreview },
    { method: 'GET', path: `${at}/page/:language`, verb: 'update.read', handle: showPage },
    { method: 'GET', path: `${at}/mail/:language`, verb: 'update.read', handle: showMail },
    { method: 'POST', path: `${at}/test/:language`, verb: 'update.test-mail', handle: takeTest },
    { method: 'GET', path: `${at}/publish`, verb: 'update.publish', handle: showPublish },
    { method: 'POST', path: `${at}/publish`, verb: 'update.publish', handle: takePublish },
    { method: 'POST', path: `${at}/withdraw`, verb: 'update.withdraw', handle: takeWithdrawal },
    { method: 'GET', path: `${at}/embed`, verb: 'update.read', handle: showEmbed },
    { method: 'GET', path: `${at}/repost`, verb: 'update.read', handle: showRepost },
    { method: 'POST', path: `${at}/repost`, verb: 'update.repost', handle: takeRepost },
    { method: 'POST', path: `${at}/repost/end`, verb: 'update.end-repost', handle: takeRepostEnd },
    { method: 'GET', path: `${at}/copies`, verb: 'update.read', handle: showCopies },
    { method: 'POST', path: `${at}/copies`, verb: 'update.copies', handle: takeCopy },
    { method: 'POST', path: `${at}/copies/:copyId`, verb: 'update.copies', handle: takeCopyAct },
    { method: 'GET', path: `${at}/send`, verb: 'broadcast.read', handle: showSend },
    { method: 'POST', path: `${at}/send`, verb: 'broadcast.send', handle: takeSend },
  ],
}
