// The bare y-websocket server of npm, without persistence, and the page. PORT in the environment; loopback only.
const fs = require("fs");
const http = require("http");
const path = require("path");
const { WebSocketServer } = require("ws");
const { setupWSConnection } = require("y-websocket/bin/utils");

const script = fs.readFileSync(path.join(__dirname, "built", "page.js"));
const page = '<!doctype html><meta charset="utf-8"><title>limit</title><body><script src="/page.js"></script>';
const server = http.createServer((request, response) => {
  const wantsScript = request.url.startsWith("/page.js");
  response.writeHead(200, { "content-type": wantsScript ? "text/javascript" : "text/html" });
  response.end(wantsScript ? script : page);
});
const sockets = new WebSocketServer({ noServer: true });
sockets.on("connection", setupWSConnection);
server.on("upgrade", (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit("connection", ws, request)),
);
server.listen(Number(process.env.PORT), "127.0.0.1");
