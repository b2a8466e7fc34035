/* Keeps the public guide readable without a connection. GUIDE (above) says what may be kept.

   What is kept is fetched without cookies, so it is what a stranger sees, whoever is signed in;
   no answer to a page's own request is ever kept. Nothing outside the list is touched: not a case,
   not a form, not an address with a query. */
(function () {
  "use strict";

  var PREFIX = "guide-" + GUIDE.language + "-";
  var CACHE = PREFIX + GUIDE.version;

  function keep(cache, address) {
    return fetch(address, { credentials: "omit", cache: "no-cache" }).then(function (response) {
      if (!response.ok || response.redirected) {
        throw new Error(address);
      }
      return cache.put(address, response);
    });
  }

  self.addEventListener("install", function (event) {
    event.waitUntil(
      caches
        .open(CACHE)
        .then(function (cache) {
          return Promise.all(
            GUIDE.files.map(function (address) {
              return keep(cache, address);
            })
          );
        })
        .then(function () {
          return self.skipWaiting();
        })
    );
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(
      caches
        .keys()
        .then(function (names) {
          return Promise.all(
            names
              .filter(function (name) {
                return name.indexOf(PREFIX) === 0 && name !== CACHE;
              })
              .map(function (name) {
                return caches.delete(name);
              })
          );
        })
        .then(function () {
          return self.clients.claim();
        })
    );
  });

  self.addEventListener("fetch", function (event) {
    var address = new URL(event.request.url);
    if (
      event.request.method !== "GET" ||
      address.origin !== self.location.origin ||
      address.search ||
      GUIDE.files.indexOf(address.pathname) === -1
    ) {
      return;
    }
    event.respondWith(
      fetch(event.request).catch(function (error) {
        return caches
          .open(CACHE)
          .then(function (cache) {
            return cache.match(address.pathname);
          })
          .then(function (kept) {
            if (!kept) {
              throw error;
            }
            return kept;
          });
      })
    );
  });
})();
