const messages = document.querySelector('#messages');
window.unsubscribe = window.api.on('news', (text) => {
  messages.textContent += `${text};`;
});
document.documentElement.dataset.module = 'ran';
