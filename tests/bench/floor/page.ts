import { io } from 'socket.io-client';

/** What both floors have in common: who this page is, its socket, and how a screen is asked for. */
const query = new URLSearchParams(location.search);
export const sends = query.get('role') === 'sharer';
/** Whether the viewer's mouse and keyboard go to the sharer's page as well. */
export const withHand = query.has('hand');

export const socket = io({ query: { room: query.get('room') ?? '' } });
socket.on('connect', () => {
  document.body.dataset['here'] = 'yes';
});

/** Says that the connections stand and only the picture is missing. */
export function ready(): void {
  document.body.dataset['ready'] = 'yes';
}

/** Calls back with the captured picture when the page's button is pressed. */
export function onShare(share: (stream: MediaStream) => void): void {
  document.querySelector('#share')?.addEventListener('click', () => {
    const options = { video: { frameRate: { max: 30 } }, selfBrowserSurface: 'include' };
    void navigator.mediaDevices.getDisplayMedia(options).then(share);
  });
}

/** As the console shows it in the benches' window: to fit a picture in is work in every frame. */
const shownWidth = 940;

export function show(stream: MediaStream): void {
  const video = document.createElement('video');
  video.muted = true;
  video.autoplay = true;
  video.style.opacity = '1';
  video.style.width = `${shownWidth}px`;
  video.srcObject = stream;
  document.body.append(video);
  void video.play();
}
