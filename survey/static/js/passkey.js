// Passkeys need the browser's own dialogue, and only a script can open it. Everything else on the staff side works without.
"use strict";

(function () {
  var form = document.querySelector("form[data-passkey]");
  if (!form) return;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (c) { return c.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function withBytes(list) {
    return (list || []).map(function (each) { return Object.assign({}, each, { id: bytes(each.id) }); });
  }

  function made(credential) {
    var response = credential.response;
    return {
      attestationObject: text(response.attestationObject),
      clientDataJSON: text(response.clientDataJSON),
      transports: response.getTransports ? response.getTransports() : null
    };
  }
  function shown(credential) {
    var response = credential.response;
    return {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null
    };
  }

  function ask() {
    var options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    if (form.dataset.passkey === "make") {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = withBytes(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = withBytes(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }

  function send(credential) {
    form.querySelector("[name=credential]").value = JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: form.dataset.passkey === "make" ? made(credential) : shown(credential),
      extensions: JSON.stringify(credential.getClientExtensionResults())
    });
    form.submit();
  }

  ask().then(send).catch(function () { document.getElementById("passkey-failed").hidden = false; });
})();
